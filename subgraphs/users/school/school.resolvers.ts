import { requireViewer } from '../../../kernel/auth/viewer';
import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded, type UsersContext } from '../context';
import { readChildren } from '../organization/read-organization';
import type { Resolvers } from '../schema.generated';
import { changeSchoolTimeZone } from './change-school-time-zone';
import { createSchool } from './create-school';
import { listSchools } from './list-schools';
import { FROM_THE_BEGINNING, inOrder, zoneAt } from './school-zone';
import type { School } from './school.entity';
import { schoolPermissions } from './school.policy';
import { updateSchool } from './update-school';
import { weekdayNames } from './weekdays';

/** The payload of an act that changes a school. */
const changing = (context: UsersContext, act: () => Promise<School>) =>
  payloadOf({}, async () => {
    const school = await act();
    forgetLoaded(context);
    return { school };
  });

export const schoolResolvers: Resolvers = {
  Query: {
    school: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.schoolById.load(id),
    schools: (_root, args, context) => listSchools(context, args),
  },
  Mutation: {
    createSchool: (_root, { input }, context) => changing(context, () => createSchool(context, input)),
    updateSchool: (_root, { input }, context) => changing(context, () => updateSchool(context, input)),
    changeSchoolTimeZone: (_root, { input }, context) =>
      changing(context, () => changeSchoolTimeZone(context, input)),
  },
  School: {
    __resolveReference: ({ id }, { loaders }) => loaders.schoolById.load(id),
    type: () => 'SCHOOL',
    parent: ({ parentId }, _args, { loaders }) => loaders.unitById.load(parentId),
    children: (school, _args, context) => readChildren(context, school),
    timeZone: async ({ id }, _args, { loaders, clock }) =>
      zoneAt(await loaders.timeZonesBySchool.load(id), clock.now()),
    timeZones: async ({ id }, _args, { loaders }) =>
      inOrder(await loaders.timeZonesBySchool.load(id)).map(({ timeZone, effectiveFrom }) => ({
        timeZone,
        effectiveFrom: effectiveFrom === FROM_THE_BEGINNING ? null : effectiveFrom,
      })),
    instructionalWeekdays: ({ instructionalWeekdays }) => weekdayNames(instructionalWeekdays),
    permissions: ({ id }, _args, { viewer }) => schoolPermissions(viewer, id),
  },
};
