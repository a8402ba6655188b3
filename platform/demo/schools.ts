import { ID_PREFIXES } from '../../schema/id-prefixes';
import { demoId } from './demo-id';

/** One school of the demo, and how much of it there is. */
export interface DemoSchool {
  id: string;
  tenantId: string;
  tenantName: string;
  name: string;
  timeZone: string;
  currency: string;
  locale: string;
  /** Grade levels with their homerooms. */
  grades: Readonly<Record<string, readonly string[]>>;
  studentsPerHomeroom: number;
  subjects: readonly string[];
  givenNames: readonly string[];
  familyNames: readonly string[];
  /** Domain of its people's e-mail addresses. */
  domain: string;
  /** Yearly fee in minor units. */
  fee: bigint;
}

/** On purpose two tenants that differ in zone, currency and size: every claim about isolation can be seen. */
export const RASOHA: DemoSchool = {
  id: demoId(ID_PREFIXES.School, 'rasoha'),
  tenantId: demoId('org', 'rasoha'),
  tenantName: 'Rasoha Education Trust',
  name: 'Rasoha Academy',
  timeZone: 'Africa/Nairobi',
  currency: 'KES',
  locale: 'en-KE',
  grades: { '9': ['9A', '9B'], '10': ['10A', '10B'] },
  studentsPerHomeroom: 25,
  subjects: ['Mathematics', 'English', 'Kiswahili', 'Biology', 'Chemistry', 'History'],
  givenNames: ['Amina', 'Brian', 'Chebet', 'Daudi', 'Esther', 'Faraji', 'Grace', 'Hassan', 'Imani', 'Juma', 'Kendi', 'Lwazi',
    'Makena', 'Njeri', 'Otieno', 'Pendo', 'Rehema', 'Samuel', 'Tumaini', 'Wambui', 'Yusuf', 'Zawadi'], // prettier-ignore
  familyNames: ['Achieng', 'Barasa', 'Chege', 'Gathoni', 'Hamisi', 'Kamau', 'Kiptoo', 'Maina', 'Muthoni', 'Mwangi', 'Ndungu',
    'Njoroge', 'Odhiambo', 'Okoth', 'Omondi', 'Ruto', 'Wanjiru', 'Wekesa'], // prettier-ignore
  domain: 'rasoha.example',
  fee: 4_500_000n,
};

export const LAKESIDE: DemoSchool = {
  id: demoId(ID_PREFIXES.School, 'lakeside'),
  tenantId: demoId('org', 'lakeside'),
  tenantName: 'Lakeside Primary',
  name: 'Lakeside Primary School',
  timeZone: 'Europe/London',
  currency: 'GBP',
  locale: 'en-GB',
  grades: { '3': ['Otters'], '4': ['Herons'] },
  studentsPerHomeroom: 20,
  subjects: ['Reading', 'Numeracy', 'Science'],
  givenNames: ['Alfie', 'Beth', 'Callum', 'Daisy', 'Ethan', 'Freya', 'George', 'Holly', 'Isla', 'Jack', 'Kezia', 'Leo', 'Mia',
    'Noah', 'Olive', 'Priya', 'Rory', 'Sana', 'Theo', 'Zara'], // prettier-ignore
  familyNames: ['Ahmed', 'Bennett', 'Clarke', 'Davies', 'Evans', 'Foster', 'Hughes', 'Khan', 'Lewis', 'Morgan', 'Patel', 'Reid',
    'Shaw', 'Turner', 'Walsh'], // prettier-ignore
  domain: 'lakeside.example',
  fee: 48_000n,
};

export const DEMO_SCHOOLS: readonly DemoSchool[] = [RASOHA, LAKESIDE];
