import { readSubgraphConfig } from '../../kernel/config';
import { runSubgraph } from '../../kernel/graphql/run-subgraph';
import { financeSubgraph } from './subgraph';

runSubgraph(() => readSubgraphConfig('finance'), financeSubgraph);
