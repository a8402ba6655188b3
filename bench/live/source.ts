import { composeStubs, startStubSubgraph } from '../../tests/support/federation';
import { createNotes, NOTES_SDL, tellOnDemand } from './notes';

/** The subgraph behind the gateways: says where it is and what its supergraph is. */
async function run(): Promise<void> {
  const notes = createNotes();
  const subgraph = await startStubSubgraph('notes', NOTES_SDL, notes.resolvers);
  tellOnDemand(notes);
  process.send!({ supergraphSdl: composeStubs([subgraph]) });
}

void run();
