import { composeStubs, startStubSubgraph } from '../../tests/support/federation';
import { LIVE_LINK } from '../../tests/support/ticker';
import { createNotes, SHARED_NOTES_SDL, tellOnDemand } from './notes';

/** The subgraph behind the gateways: says where it is and what its supergraph is. */
async function run(): Promise<void> {
  const notes = createNotes();
  const subgraph = await startStubSubgraph('notes', LIVE_LINK + SHARED_NOTES_SDL, notes.resolvers);
  tellOnDemand(notes);
  process.send!({ supergraphSdl: composeStubs([subgraph]) });
}

void run();
