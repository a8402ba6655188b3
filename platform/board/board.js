import { createConnection } from './board-connection.js';

/** Today's registers of a school, moved by the subscription `registerSubmitted`. Plain DOM: nothing is built. */

const SHOWN_LATEST = 8;

const TOTALS =
  'attendanceToday { date registersOutstanding summary { present tardy excused unexcused rate } }';
const SESSION = `id startsAt endsAt state recordedCount expectedCount submittedAt version
  section { title course { title } }`;
const SCHOOLS = `{ schools(first: 1) { nodes { id name timeZone locale ${TOTALS} } } }`;
const DAY = `query ($school: ID!, $date: Date!) {
  schools(first: 1) { nodes { id ${TOTALS} } }
  attendanceSessions(schoolId: $school, date: $date, first: 100) { nodes { ${SESSION} } } }`;
const FEED = `subscription ($school: ID!, $after: String) { registerSubmitted(schoolId: $school, after: $after) {
  cursor submittedAt submittedBy { givenName familyName }
  session { ${SESSION} schoolDate school { id ${TOTALS} } } } }`;

const of = (id) => document.getElementById(id);
const make = (name, text, properties = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...properties });

let school = null;
let connection = null;
const sessions = new Map();

const timeOf = (instant) =>
  new Intl.DateTimeFormat(school.locale, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: school.timeZone,
  }).format(new Date(instant));

function show(id, text) {
  const element = of(id);
  if (element.textContent !== text) element.textContent = text;
}

function showTotals({ summary }) {
  const { present, tardy, excused, unexcused, rate } = summary;
  show('rate', rate === null ? '–' : `${(rate * 100).toFixed(1)} %`);
  show('present', String(present));
  show('late', String(tardy));
  show('absent', String(excused + unexcused));
}

function showProgress() {
  const all = [...sessions.values()].filter(({ state }) => state !== 'CANCELLED');
  const taken = all.filter(isTaken).length;
  show('taken', String(taken));
  show('of', `of ${all.length} taken`);
  of('progress').value = all.length > 0 ? taken / all.length : 0;
}

const isTaken = ({ state }) => state === 'SUBMITTED' || state === 'LOCKED';

/** Puts what is known of a register into its place on the board. */
function showRegister(session) {
  const { id, section, startsAt, recordedCount, expectedCount, submittedAt } = session;
  const tile = of(id) ?? newTile(session);
  const isDue = new Date(startsAt) < new Date();
  tile.dataset.state = isTaken(session) ? 'taken' : isDue ? 'late' : 'waiting';
  const state = isTaken(session)
    ? submittedAt && timeOf(submittedAt)
    : session.state === 'CANCELLED'
      ? 'cancelled'
      : isDue
        ? 'outstanding'
        : 'to come';
  const counts = isTaken(session) ? `${recordedCount} / ${expectedCount}` : '';
  const details = make('small', '');
  details.append(make('span', state ?? 'taken'), make('span', counts, { className: 'count' }));
  tile.replaceChildren(make('b', section.title, { title: section.course.title }), details);
}

function newTile({ id, startsAt, endsAt }) {
  const key = `at-${startsAt}`;
  let period = of(key);
  if (!period) {
    period = make('section', '', { id: key, className: 'period' });
    const heading = make('h3', `${timeOf(startsAt)} `);
    heading.append(make('small', `to ${timeOf(endsAt)}`));
    period.append(heading, make('div', '', { className: 'registers' }));
    const later = [...of('periods').children].find((other) => other.id > key);
    of('periods').insertBefore(period, later ?? null);
  }
  const tile = make('div', '', { id, className: 'register' });
  period.lastElementChild.append(tile);
  return tile;
}

function glow(element) {
  element.classList.remove('fresh');
  // Read, so that the animation begins anew.
  void element.offsetWidth;
  element.classList.add('fresh');
}

function note({ session, submittedAt, submittedBy }) {
  const item = make('li', '');
  const details = make('small', '');
  details.append(
    make('span', `${submittedBy.givenName} ${submittedBy.familyName}`),
    make('time', timeOf(submittedAt)),
  );
  item.append(make('b', session.section.title), details);
  of('latest').prepend(item);
  glow(item);
  while (of('latest').children.length > SHOWN_LATEST) of('latest').lastElementChild.remove();
}

/** One register came in. Events of other days, and older states, change nothing of the board. */
function apply(event) {
  const { session } = event;
  const { attendanceToday } = session.school;
  if (session.schoolDate !== attendanceToday.date) return;
  const known = sessions.get(session.id);
  if (known && known.version > session.version) return;
  sessions.set(session.id, session);
  showRegister(session);
  glow(of(session.id));
  note(event);
  showTotals(attendanceToday);
  showProgress();
}

async function showDay() {
  const { attendanceToday } = school;
  const { schools, attendanceSessions } = await connection.ask(DAY, {
    school: school.id,
    date: attendanceToday.date,
  });
  for (const session of attendanceSessions.nodes) {
    if ((sessions.get(session.id)?.version ?? -1) <= session.version) sessions.set(session.id, session);
  }
  for (const session of [...sessions.values()].sort((a, b) => a.section.title.localeCompare(b.section.title)))
    showRegister(session);
  showTotals(schools.nodes[0].attendanceToday);
  showProgress();
}

async function open(email, password) {
  const { data, errors } = await connection.signIn(email, password);
  if (errors) throw new Error(errors[0].message);
  if (data.signIn.userErrors.length > 0) throw new Error(data.signIn.userErrors[0].message);
  const { schools } = await connection.ask(SCHOOLS);
  school = schools.nodes[0];
  sessions.clear();
  for (const id of ['periods', 'latest']) of(id).replaceChildren();
  of('sign-in').hidden = true;
  of('board').hidden = false;
  document.title = `${school.name}, attendance`;
  show('school', school.name);
  const day = new Date(`${school.attendanceToday.date}T12:00:00Z`);
  show('day', new Intl.DateTimeFormat(school.locale, { dateStyle: 'full', timeZone: 'UTC' }).format(day));
  // Listening begins before the day is read, so that nothing is missed in between.
  connection.follow(
    FEED,
    { school: school.id },
    { event: (data) => apply(data.registerSubmitted), begun: showDay },
  );
}

function signInAgain() {
  of('board').hidden = true;
  of('sign-in').hidden = false;
  show('refusal', 'The session is over. Sign in again.');
}

const STATES = { live: 'Live', connecting: 'Connecting', waiting: 'Reconnecting', over: 'Signed out' };

connection = createConnection({
  onState: (state) => {
    of('connection').dataset.state = state;
    show('connection', STATES[state]);
    if (state === 'over') signInAgain();
  },
});

document.querySelector('form').addEventListener('submit', async (submission) => {
  submission.preventDefault();
  const form = new FormData(submission.target);
  const button = submission.target.querySelector('button');
  button.disabled = true;
  show('refusal', '');
  try {
    await open(form.get('email'), form.get('password'));
  } catch (error) {
    show('refusal', error.message);
  } finally {
    button.disabled = false;
  }
});
