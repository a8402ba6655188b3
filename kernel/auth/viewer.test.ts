import { Fault } from '../errors';
import { hasRole, isPerson, requireInsider, requireViewer, viewerFrom } from './viewer';

const PRINCIPAL = { tenant: 'org_1', roles: [{ org: 'sch_1', role: 'PRINCIPAL' }] };
const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error instanceof Fault ? error.code : error;
  }
};

describe('those who share a stream, told of by what they have in common', () => {
  const shared = viewerFrom(PRINCIPAL);

  it('have the rights of what they have in common', () => {
    expect(hasRole(requireInsider(shared), 'sch_1', 'PRINCIPAL')).toBe(true);
  });

  it('are nobody in person: nothing is theirs, and they do nothing', () => {
    expect(shared).toMatchObject({
      userId: null,
      studentId: null,
      staffId: null,
      sessionId: null,
      wards: [],
    });
    expect(isPerson(shared)).toBe(false);
    expect(codeOf(() => requireViewer(shared))).toBe('UNAUTHENTICATED');
  });

  it('have no role where that is not told', () => {
    expect(viewerFrom({ tenant: 'org_1' }).roles).toEqual([]);
  });

  it.each([{}, { roles: PRINCIPAL.roles }, { sub: 'usr_1', roles: [] }, { tenant: 1 }, { tenant: null }])(
    'are refused where they are of no tenant: %j',
    (identity) => {
      expect(codeOf(() => viewerFrom(identity))).toBe('UNAUTHENTICATED');
    },
  );
});

it('a token’s bearer is one person', () => {
  const viewer = viewerFrom({ ...PRINCIPAL, sub: 'usr_1' });
  expect(requireViewer(viewer).userId).toBe('usr_1');
});

it('nobody at all is refused by both', () => {
  expect(codeOf(() => requireViewer(null))).toBe('UNAUTHENTICATED');
  expect(codeOf(() => requireInsider(null))).toBe('UNAUTHENTICATED');
});
