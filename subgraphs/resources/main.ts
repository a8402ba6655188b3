import { readSubgraphConfig } from '../../kernel/config';
import { runSubgraph } from '../../kernel/graphql/run-subgraph';
import { resourcesSubgraph } from './subgraph';

runSubgraph(() => readSubgraphConfig('resources'), resourcesSubgraph);
