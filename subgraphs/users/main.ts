import { readAccessConfig, readSubgraphConfig } from '../../kernel/config';
import { runSubgraph } from '../../kernel/graphql/run-subgraph';
import { usersSubgraph } from './subgraph';

runSubgraph(
  () => readSubgraphConfig('users'),
  () => usersSubgraph(readAccessConfig()),
);
