import { readSubgraphConfig } from '../../kernel/config';
import { runSubgraph } from '../../kernel/graphql/run-subgraph';
import { coursesSubgraph } from './subgraph';

runSubgraph(() => readSubgraphConfig('courses'), coursesSubgraph);
