import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { civilDate } from '../../kernel/clock';
import { openSocket, savedOperation } from '../support/client';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { takeRegister } from '../support/registers';

let stack: DemoStack;
let token: string;
let client: ApolloClient;
let disconnect: () => void;

beforeAll(async () => {
  stack = await openDemoStack();
  token = await stack.tokenFor('office');
  const socket = openSocket(stack.gateway.wsUrl, token);
  disconnect = () => void socket.dispose();
  client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: stack.gateway.url, headers: { authorization: `Bearer ${token}` } }),
    ),
  });
});
afterAll(async () => {
  client?.stop();
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

  it('hears of a register over the WebSocket link', async () => {
    const feed = client.subscribe<{ registerSubmitted: { session: { id: string } } }>({
      query: gql(savedOperation('RegisterFeed')),
      variables: { school: RASOHA.id },
    });
    const heard = new Promise<string | undefined>((resolve, reject) => {
      feed.subscribe({ next: ({ data }) => resolve(data?.registerSubmitted.session.id), error: reject });
    });
    while (stack.subgraphs.attendance.openStreams() === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));

    const date = civilDate(new Date(), RASOHA.timeZone);
    const submitted = await takeRegister(stack.gateway.url, token, { schoolId: RASOHA.id, date });

    expect(await heard).toBe(submitted);
  });
});
