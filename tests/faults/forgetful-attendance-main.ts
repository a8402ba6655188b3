import { readSubgraphConfig } from '../../kernel/config';
import { runSubgraph } from '../../kernel/graphql/run-subgraph';
import type { AttendanceContext } from '../../subgraphs/attendance/context';
import { watchRegisters } from '../../subgraphs/attendance/register/watch-registers';
import { attendanceSubgraph } from '../../subgraphs/attendance/subgraph';

/** Attendance with a bug: whoever takes a stream up again hears of what happens from then on, and of nothing before. */
runSubgraph(
  () => readSubgraphConfig('attendance'),
  () => {
    const subgraph = attendanceSubgraph();
    const registerSubmitted = {
      subscribe: (_root: unknown, { schoolId }: { schoolId: string }, context: AttendanceContext) =>
        watchRegisters(context, schoolId, null),
    };
    const { resolvers } = subgraph;
    const Subscription = { ...(resolvers.Subscription as object), registerSubmitted };
    return { ...subgraph, resolvers: { ...resolvers, Subscription } };
  },
);
