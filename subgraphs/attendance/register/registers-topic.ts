/** The topic on which a school's registers are, as they are submitted. */
export function registersOf(schoolId: string): string {
  return `registers of ${schoolId}`;
}
