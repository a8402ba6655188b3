import type { Resolvers } from '../schema.generated';
import { canAskAboutStaff } from './staff.policy';

export const staffResolvers: Resolvers = {
  Staff: {
    __resolveReference: (staff) => staff,
    sections: async ({ id }, _args, { viewer, loaders }) => {
      if (!canAskAboutStaff(viewer, id)) return null;
      const sections = await loaders.sectionsByStaff.load(id);
      return sections.map(({ row }) => row);
    },
  },
};
