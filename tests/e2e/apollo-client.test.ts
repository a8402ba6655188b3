import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { civilDate } from '../../kernel/clock';
import { openSocket, savedOperation } from '../support/client';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { takeRegister } from '../support/registers';
import { until } from '../support/shop';

let stack: DemoStack;
let token: string;
/** One that subscribes over HTTP in parts, and one that does so over a WebSocket. */
let client: ApolloClient;
let socketClient: ApolloClient;
let disconnect: () => void;

beforeAll(async () => {
  stack = await openDemoStack();
  token = await stack.tokenFor('office');
  const http = new HttpLink({ uri: stack.gateway.url, headers: { authorization: `Bearer ${token}` } });
  const socket = openSocket(stack.gateway.wsUrl, token);
  disconnect = () => void socket.dispose();
  const split = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  );
  client = new ApolloClient({ cache: new InMemoryCache(), link: http });
  socketClient = new ApolloClient({ cache: new InMemoryCache(), link: split });
});
afterAll(async () => {
  client?.stop();
  socketClient?.stop();
  disconnect?.();
  await stack?.stop();
});

describe('Apollo Client', () => {
  it('runs a query over several services', async () => {
    const { data } = await client.query<{ schools: { nodes: object[] } }>({
      query: gql`
        {
          schools {
            nodes {
              id
              name
              attendanceToday {
                registersOutstanding
              }
              events(first: 2) {
                nodes {
                  id
                  title
                }
              }
            }
          }
        }
      `,
    });
    expect(data?.schools.nodes).toMatchObject([
      {
        name: RASOHA.name,
        attendanceToday: { registersOutstanding: expect.any(Number) },
        events: { nodes: [{}, {}] },
      },
    ]);
  });

  it('runs a mutation and reads its user errors', async () => {
    const { data } = await client.mutate<{ signIn: object }>({
      mutation: gql`
        mutation {
          signIn(input: { email: "nobody@example.org", password: "x" }) {
            accessToken
            userErrors {
              code
            }
          }
        }
      `,
    });
    expect(data?.signIn).toMatchObject({ accessToken: null, userErrors: [{ code: 'INVALID_CREDENTIALS' }] });
  });

  it.each([
    ['over the WebSocket link', () => socketClient],
    ['over HTTP, in parts', () => client],
  ])('hears of registers %s', async (_way, subscriber) => {
    const heard: (string | undefined)[] = [];
    const following = subscriber()
      .subscribe<{ registerSubmitted: { session: { id: string } } }>({
        query: gql(savedOperation('RegisterFeed')),
        variables: { school: RASOHA.id },
      })
      .subscribe({
        next: ({ data }) => heard.push(data?.registerSubmitted.session.id),
        error: (error) => heard.push(String(error)),
      });
    await until(() => stack.subgraphs.attendance.openStreams() > 0, 10);

    const date = civilDate(new Date(), RASOHA.timeZone);
    const submitted = await takeRegister(stack.gateway.url, token, { schoolId: RASOHA.id, date });
    await until(() => heard.length > 0, 10);
    expect(heard).toEqual([submitted]);

    following.unsubscribe();
    await until(() => stack.subgraphs.attendance.openStreams() === 0, 10);
  });
});
