import { readSubgraphConfig } from '../../kernel/config';
import { runSubgraph } from '../../kernel/graphql/run-subgraph';
import { attendanceSubgraph } from './subgraph';

runSubgraph(() => readSubgraphConfig('attendance'), attendanceSubgraph);
