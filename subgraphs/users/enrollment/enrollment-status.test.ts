import { exitTypesOf, standingOn, statusOn, type Stay } from './enrollment-status';
import { placeOf, type DatedStay } from './place-of';

const stay = (
  entryDate: string,
  exitDate: string | null = null,
  exitType: Stay['exitType'] = null,
): Stay => ({
  entryDate,
  exitDate,
  exitType: exitDate ? (exitType ?? 'WITHDRAWN') : null,
});

describe('a stay', () => {
  it.each([
    ['2026-01-04', 'PENDING'],
    ['2026-01-05', 'ACTIVE'],
    ['2026-03-01', 'ACTIVE'],
    ['2026-03-02', 'TRANSFERRED'],
    ['2027-01-01', 'TRANSFERRED'],
  ])('from 5 January until 1 March is, on %s, %s', (day, status) => {
    expect(statusOn(stay('2026-01-05', '2026-03-02', 'TRANSFERRED'), day)).toBe(status);
  });

  it('that was taken back before it began never becomes active', () => {
    const takenBack = stay('2026-09-01', '2026-09-01');
    for (const day of ['2026-08-01', '2026-09-01', '2026-10-01'])
      expect(statusOn(takenBack, day)).toBe('WITHDRAWN');
  });
});

describe('a student stands with a school', () => {
  it('by the stay that is in force, whatever ended or is to come', () => {
    const stays = [stay('2024-01-01', '2025-01-01', 'TRANSFERRED'), stay('2026-01-01'), stay('2027-01-01')];
    expect(standingOn(stays, '2026-06-01')).toBe('ACTIVE');
  });

  it('by the one to come, between two stays', () => {
    expect(standingOn([stay('2026-09-01'), stay('2024-01-01', '2025-01-01')], '2026-06-01')).toBe('PENDING');
  });

  it('by the one that ended last, after all of them', () => {
    const stays = [
      stay('2025-01-01', '2026-01-01', 'GRADUATED'),
      stay('2024-01-01', '2024-06-01', 'TRANSFERRED'),
    ];
    expect(standingOn(stays, '2026-06-01')).toBe('GRADUATED');
  });

  it('not at all without a stay', () => {
    expect(standingOn([], '2026-06-01')).toBe('WITHDRAWN');
  });

  it('in a way that a filter finds again', () => {
    expect(exitTypesOf('GRADUATED')).toEqual(['GRADUATED']);
    expect(exitTypesOf('WITHDRAWN')).toEqual(['WITHDRAWN', 'PROMOTED', 'RETAINED', 'OTHER']);
    expect(exitTypesOf('ACTIVE')).toEqual([]);
  });
});

describe('the school a student is at', () => {
  const at = (schoolId: string, dates: Stay): DatedStay => ({
    ...dates,
    ...{ schoolId, today: '2026-06-01', id: schoolId, tenantId: 't', studentId: 's', gradeLevel: '9' },
    ...{ studentNumber: null, homeroom: null, entryType: 'NEW' },
  });
  const present = { schoolId: 'present', gradeLevel: '8', homeroom: '8A', studentNumber: '17' };
  const homeAmong = (...stays: DatedStay[]) => placeOf(present, stays).schoolId;

  it('is the present one while they are there', () => {
    expect(homeAmong(at('present', stay('2026-01-01')), at('other', stay('2026-05-01')))).toBe('present');
  });

  it('is the other one once they have left the present', () => {
    expect(homeAmong(at('present', stay('2026-01-01', '2026-06-01')), at('other', stay('2026-06-01')))).toBe(
      'other',
    );
  });

  it('is the next one where they have left and are to come', () => {
    expect(homeAmong(at('present', stay('2026-01-01', '2026-05-01')), at('other', stay('2026-09-01')))).toBe(
      'other',
    );
  });

  it('stays the last one where they have only left', () => {
    expect(placeOf(present, [at('present', stay('2026-01-01', '2026-05-01'))])).toEqual(present);
  });

  it('gives grade and group, and the number where it has one of its own', () => {
    const there = { ...at('other', stay('2026-06-01')), homeroom: '9B' };
    expect(placeOf(present, [there])).toEqual({
      ...{ schoolId: 'other', gradeLevel: '9', homeroom: '9B', studentNumber: '17' },
    });
    expect(placeOf(present, [{ ...there, homeroom: null, studentNumber: '3' }])).toMatchObject({
      ...{ homeroom: null, studentNumber: '3' },
    });
  });
});
