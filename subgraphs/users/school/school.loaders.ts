import { In, type DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { restrictToOwnSchools } from './school.policy';
import { SchoolTimeZone } from './school-time-zone.entity';
import { School } from './school.entity';

export const schoolLoaders = (db: DataSource, viewer: Viewer | null) => ({
  schoolById: loadById(db, School, viewer && restrictToOwnSchools(viewer)),
  /** All zones of each school, in no order. */
  timeZonesBySchool: loadGroups<string, SchoolTimeZone>(
    (schoolIds) =>
      db
        .getRepository(SchoolTimeZone)
        .findBy({ schoolId: In([...schoolIds]), tenantId: viewer?.tenantId ?? '' }),
    ({ schoolId }) => schoolId,
  ),
});
