import { openFollower, TRANSPORTS, type Follower, type Heard } from '../../../tests/support/followers';
import { startShop, until, type Shop } from '../../../tests/support/shop';
import { CANARY } from '../../../tests/support/shop-subgraphs';

const CHANGED = 'subscription { changed: productChanged { __typename upc reviews { id author { name } } } }';
const changed = (upc: string) => ({
  data: {
    changed: { __typename: 'Product', upc, reviews: [{ id: `r-${upc}`, author: { name: 'User u7' } }] },
  },
});
/** The errors of what was heard, whichever way its transport tells them. */
const errorsOf = (heard: Heard) =>
  heard === 'complete' ? [] : 'failed' in heard ? heard.failed : (heard.errors ?? []);

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

describe.each(TRANSPORTS)('over %s', (transport) => {
  let client: Follower;

  beforeEach(() => (client = openFollower(transport, shop.gateway)));
  afterEach(async () => {
    client.close();
    await until(() => shop.openSources() === 0);
    expect(shop.gateway.gateway.live.statistics).toEqual({ streams: 0, subscribers: 0 });
  });

  it('gives each event in order, with names and fields as asked, and ends as the source does', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    for (const upc of ['p1', 'p2', 'p1']) source.push(upc);
    source.end();
    expect(await following.next()).toEqual(changed('p1'));
    expect(await following.next()).toEqual(changed('p2'));
    expect(await following.next()).toEqual(changed('p1'));
    expect(await following.next()).toBe('complete');
  });

  it('asks other subgraphs anew for each event', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    source.push('p1');
    source.push('p1');
    await following.next();
    await following.next();
    expect(shop.reviews.calls).toHaveLength(2);
    following.leave();
  });
});
void errorsOf;
void CANARY;
