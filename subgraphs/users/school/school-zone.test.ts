import { FROM_THE_BEGINNING, zoneAt, zoneOn } from './school-zone';

describe('a school that moves to another time zone', () => {
  const zones = [
    { effectiveFrom: '2026-07-01', timeZone: 'Asia/Kolkata' },
    { effectiveFrom: FROM_THE_BEGINNING, timeZone: 'Africa/Nairobi' },
  ];

  it('keeps the old zone for the days before', () => {
    expect(zoneOn(zones, '2026-06-30')).toBe('Africa/Nairobi');
    expect(zoneOn(zones, '2026-07-01')).toBe('Asia/Kolkata');
  });

  it('changes its clocks at the midnight of the new zone', () => {
    expect(zoneAt(zones, new Date('2026-06-30T18:29:59Z'))).toBe('Africa/Nairobi');
    expect(zoneAt(zones, new Date('2026-06-30T18:30:00Z'))).toBe('Asia/Kolkata');
  });
});
