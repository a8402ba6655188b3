import { assertSound, codesOf, comparable, outcomeOf, type Answer } from './answers';
import { askersOf, isOfOneKind, isPlain, isPrincipal, standInsAndOne } from './askers';
import { Caller, type Aim, type Call } from './caller';
import { Coverage } from './coverage';
import { findLeaks, type Secret } from './find-leaks';
import { IdBook } from './ids';
import { operationsOf, type Operation } from './operations';
import { forEach, type Person, type World } from './world';

const MOST_TRIES = 3;

/** Asks generated operations in the names of people, and remembers what it learns from the answers. */
export class Sweeper {
  readonly book = new IdBook();
  readonly coverage: Coverage;
  readonly queries: Operation[];
  readonly mutations: Operation[];
  readonly subscriptions: Operation[];
  /** How many requests were sent. */
  calls = 0;
  private readonly caller: Caller;

  constructor(
    readonly world: World,
    currency: string,
  ) {
    this.coverage = new Coverage(world.schema);
    this.caller = new Caller(world, currency);
    this.queries = operationsOf(world.schema, 'query');
    this.mutations = operationsOf(world.schema, 'mutation');
    this.subscriptions = operationsOf(world.schema, 'subscription');
  }

  /** A call of an operation at what people of one world share. */
  callFor(operation: Operation, aim: Aim): Call {
    return this.caller.call(operation, aim);
  }

  /** Mutations that name something: the others are about whoever asks. */
  aimed(aim: Aim): Operation[] {
    return this.mutations.filter((operation) => this.callFor(operation, aim).sent.size > 0);
  }

  async ask(person: Person, operation: Operation, { variables }: Call): Promise<Answer> {
    const answer = await this.answerOf(person, operation, variables);
    this.calls += 1;
    assertSound(operation, variables, answer);
    this.book.learn(answer.data);
    if (operation.kind !== 'query') this.coverage.add(operation, variables, answer.data);
    return answer;
  }

  /** A machine that is busy with other things may take too long once; only what changes nothing is asked again. */
  private async answerOf(person: Person, operation: Operation, variables: object): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.world.ask(person, operation.document, variables);
      const isLate = codesOf(operation, answer).includes('SUBGRAPH_TIMEOUT');
      if (!isLate || operation.kind !== 'query' || tries === MOST_TRIES) return answer;
    }
  }

  /** Takes note of ids and of the beginnings of lists, as somebody sees them who may. */
  async explore(people: readonly Person[], aim: Aim, which = /./): Promise<void> {
    for (const operation of this.queries.filter(isOfOneKind).filter(({ name }) => which.test(name)))
      for (const person of people)
        this.caller.learn((await this.ask(person, operation, this.callFor(operation, aim))).data);
  }

  /** What people are answered to every query, by person and query. */
  async readAll(people: readonly Person[], aim: Aim): Promise<Map<string, Answer>> {
    return this.read(aim, (operation) => askersOf(operation, people));
  }

  /** The same, where everybody takes part in what takes note of all that is reached. */
  async coverAll(people: readonly Person[], aim: Aim): Promise<Map<string, Answer>> {
    const all = (operation: Operation) => {
      if (isPrincipal(operation)) return people;
      return (isPlain(operation) ? standInsAndOne : askersOf)(operation, people);
    };
    return this.read(aim, all, (operation, { variables }, { data }) =>
      this.coverage.add(operation, variables, data),
    );
  }

  private async read(
    aim: Aim,
    whoAsks: (operation: Operation) => readonly Person[],
    note: (operation: Operation, call: Call, answer: Answer) => void = () => undefined,
  ): Promise<Map<string, Answer>> {
    const answers = new Map<string, Answer>();
    for (const operation of this.queries) {
      const call = this.callFor(operation, aim);
      await forEach(whoAsks(operation), async (person) => {
        const answer = await this.ask(person, operation, call);
        note(operation, call, answer);
        answers.set(`${person.name}: ${operation.name}`, answer);
      });
    }
    return answers;
  }

  /**
   * Asks for the victim's objects in every way, and for such as do not exist.
   * @returns what gives the victim away
   */
  async spy(people: readonly Person[], aim: Aim, secret: Secret): Promise<string[]> {
    const finds: string[] = [];
    for (const operation of this.queries) {
      for (const at of this.caller.aims(operation, aim)) {
        const hit = this.callFor(operation, at);
        const miss = this.callFor(operation, { ...at, isMissing: true });
        const askers = isPrincipal(operation) ? people : askersOf(operation, people);
        await forEach(askers, async (person) => {
          const answer = await this.ask(person, operation, hit);
          const name = `${person.name}: ${operation.name}`;
          finds.push(...leaksOf(name, answer, secret, hit));
          if (hit.sent.size === 0) return;
          const twin = await this.ask(person, operation, miss);
          finds.push(...differences(name, comparable(answer, hit.sent), comparable(twin, miss.sent)));
        });
      }
    }
    return finds;
  }

  /**
   * Tries a mutation on the victim's objects in every way, and on such as do not exist.
   * @returns what gives the victim away
   */
  async meddle(people: readonly Person[], operation: Operation, aim: Aim, secret: Secret): Promise<string[]> {
    const finds: string[] = [];
    for (const at of this.caller.aims(operation, aim)) {
      for (const person of askersOf(operation, people)) {
        const attempt = async (isMissing: boolean) => {
          const call = this.callFor(operation, { ...at, isMissing });
          const answer = await this.ask(person, operation, call);
          const outcome = comparable(outcomeOf(operation, answer), call.sent);
          return {
            outcome,
            leaks: isMissing ? [] : leaksOf(`${person.name}: ${operation.name}`, answer, secret, call),
          };
        };
        const [hit, miss] = [await attempt(false), await attempt(true)];
        finds.push(...hit.leaks);
        if (hit.outcome === miss.outcome) continue;
        // The first may have taken the last of something of their own; then the second time both find none.
        const [again, missAgain] = [await attempt(false), await attempt(true)];
        const name = `${person.name}: ${operation.name} at ${[...(at.places ?? ['everything'])].join()}`;
        finds.push(...differences(name, again.outcome, missAgain.outcome));
      }
    }
    return finds;
  }
}

const leaksOf = (name: string, answer: Answer, secret: Secret, { sent }: Call): string[] => {
  const leaks = findLeaks(answer, secret, new Set(sent.values()));
  return leaks.length > 0 ? [`${name} gives away ${leaks.slice(0, 10).join(', ')}`] : [];
};

/** Says where two answers part. */
export function differences(name: string, told: string, expected: string): string[] {
  if (told === expected) return [];
  let at = 0;
  while (told[at] === expected[at]) at += 1;
  const part = (text: string) => text.slice(Math.max(0, at - 200), at + 300);
  return [`${name} is answered\n  ${part(told)}\ninstead of\n  ${part(expected)}`];
}
