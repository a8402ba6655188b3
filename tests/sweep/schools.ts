import { ID_PREFIXES } from '../../schema/id-prefixes';
import { demoId } from '../../platform/demo/demo-id';
import { LAKESIDE, RASOHA, type DemoSchool } from '../../platform/demo/schools';

/** Small enough to be swept in a minute, big enough that everybody has somebody else beside them. */
const SMALL = { grades: { '9': ['9A', '9B'] }, studentsPerHomeroom: 4, subjects: ['Mathematics', 'English'] };

const aSmallSchool = (like: DemoSchool, name: string, domain: string, tenant = domain): DemoSchool => ({
  ...like,
  ...SMALL,
  id: demoId(ID_PREFIXES.School, domain),
  tenantId: demoId('org', tenant),
  tenantName: `${tenant} trust`,
  name,
  domain,
});

/** Where the attackers come from. */
export const HOME = aSmallSchool(RASOHA, 'Home school', 'home.example');
/** Another school of the attackers' own tenant. */
export const SISTER = aSmallSchool(RASOHA, 'Sister school', 'sister.example', HOME.domain);
/** The school of another tenant, of which nobody at home may ever notice anything. */
export const FOREIGN = aSmallSchool(LAKESIDE, 'Foreign school', 'foreign.example');
