import { badInput } from '../../../kernel/errors';
import { idPrefix } from '../../../kernel/ids';
import { ID_PREFIXES, type NodeType } from '../../../schema/id-prefixes';
import type { UsersContext } from '../context';
import type { Node } from '../mappers';
import type { Resolvers } from '../schema.generated';

const MAX_NODES = 100;

const TYPE_BY_PREFIX = new Map(
  Object.entries(ID_PREFIXES).map(([type, prefix]) => [prefix as string, type as NodeType]),
);

/** Own types are read here; of the others the id's prefix tells the type, and their owner decides what is visible. */
async function resolveNode(id: string, { loaders }: UsersContext): Promise<Node | null> {
  const type = TYPE_BY_PREFIX.get(idPrefix(id) ?? '');
  if (!type) return null;
  const own = {
    OrganizationUnit: loaders.unitById,
    School: loaders.schoolById,
    ImportJob: loaders.importJobById,
    AcademicSession: loaders.academicSessionById,
    User: loaders.userById,
    Student: loaders.studentById,
    SchoolEnrollment: loaders.enrollmentById,
    Staff: loaders.staffById,
    Guardian: loaders.guardianById,
    GuardianLink: loaders.guardianLinkById,
  };
  if (!(type in own)) return { __typename: type, id };
  const row = await own[type as keyof typeof own].load(id);
  return row && { ...row, __typename: type };
}

export const nodeResolvers: Resolvers = {
  Query: {
    node: (_root, { id }, context) => resolveNode(id, context),
    nodes: (_root, { ids }, context) => {
      if (ids.length > MAX_NODES) throw badInput(`At most ${MAX_NODES} ids.`, ['ids']);
      return Promise.all(ids.map((id) => resolveNode(id, context)));
    },
  },
  Node: {
    __resolveType: ({ __typename }) => __typename,
  },
};
