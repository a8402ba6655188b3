import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type RunningGateway } from '../../gateway/start-gateway';
import { readGatewayConfig } from '../../kernel/config';
import type { Env } from '../../kernel/environment';
import { createLogger } from '../../kernel/telemetry/logger';
import { composeStubs, startStubSubgraph, type StubSubgraph } from './federation';
import { scriptedSockets, type ScriptedSockets } from './scripted-sockets';

const BOARD = `
  scalar Instant
  enum Kind { SLIDE JUMP }
  interface Piece { name: String }
  type Rook implements Piece { name: String hasCastled: Boolean }
  type Pawn implements Piece { name: String rank: Int }
  union Outcome = Check | Draw
  type Check { by: String }
  type Draw { agreed: Boolean }
  type Query { nothing: Int }
  type Subscription { moved(game: Int, kind: Kind): Move  resigned: String }
  type Move @key(fields: "id") {
    id: ID! at: Instant kind: Kind piece: Piece outcome: Outcome weight: Int failing: String sequel: [Move!]
  }`;
const COMMENTS = `
  type Query { commentary: String }
  type Mutation { greet(name: String!): String }
  type Move @key(fields: "id") {
    id: ID! weight: Int @external
    comment(language: String): String
    toll: Int @requires(fields: "weight")
    players: [Player!]
  }
  type Player @key(fields: "id") { id: ID! }`;
const PLAYERS = `
  type Query { champion: Player }
  type Player @key(fields: "id") { id: ID! name: String }`;

/** A move as the board's subgraph tells it. */
export interface Move {
  id: string;
  weight?: number;
  kind?: 'SLIDE' | 'JUMP';
  at?: string;
  piece?: object;
  outcome?: object;
  failing?: Error;
  sequel?: Move[];
}

/** Moves on a board that a test makes by hand, comments on them and who makes them: a subgraph each. */
export interface Chess {
  board: StubSubgraph & { sockets: ScriptedSockets };
  comments: StubSubgraph;
  players: StubSubgraph;
  /** What comments say from now on. */
  say(text: string): void;
  gateway: RunningGateway;
  /** One more gateway; the caller stops it. */
  startGateway(env?: Env): Promise<RunningGateway>;
  /** Everybody behaves again, with nothing recorded. */
  reset(): void;
  stop(): Promise<void>;
}

/** Starts the three subgraphs and a gateway over them, all on real ports. */
export async function startChess(env: Env = {}): Promise<Chess> {
  const folder = mkdtempSync(join(tmpdir(), 'chess-'));
  const path = join(folder, 'supergraph.graphql');
  const sockets = scriptedSockets();
  let said = 'Fine';
  const board = await startStubSubgraph('board', BOARD, {}, 0, sockets.serve);
  const comments = await startStubSubgraph('comments', COMMENTS, {
    Mutation: { greet: (_root: unknown, { name }: { name: string }) => `Hello ${name}` },
    Move: {
      __resolveReference: (move: Move) => move,
      comment: ({ id }: Move, { language }: { language?: string }) =>
        `${said} ${id}${language ? ` in ${language}` : ''}`,
      toll: ({ weight }: Move) => (weight ?? 0) * 10,
      players: ({ id }: Move) => [{ id: `a${id}` }, { id: `b${id}` }],
    },
  });
  const players = await startStubSubgraph('players', PLAYERS, {
    Query: { champion: () => ({ id: '1', name: 'Ada' }) },
    Player: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Player ${id}` }) },
  });
  const subgraphs = [board, comments, players];
  writeFileSync(path, composeStubs(subgraphs));
  const start = (more: Env = {}) =>
    startGateway({
      config: readGatewayConfig({ SUPERGRAPH_PATH: path, PORT: '0', ...env, ...more }),
      logger: createLogger('gateway', 'silent'),
    });
  const gateway = await start();

  return {
    board: Object.assign(board, { sockets }),
    comments,
    players,
    say: (text) => (said = text),
    gateway,
    startGateway: start,
    reset: () => {
      said = 'Fine';
      sockets.reset();
      for (const subgraph of subgraphs) {
        subgraph.answerWith(null);
        subgraph.calls.length = 0;
        subgraph.followed.length = 0;
      }
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}
