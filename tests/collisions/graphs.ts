/** A supergraph written by hand: SDL by subgraph. */
export interface Graph {
  name: string;
  subgraphs: Readonly<Record<string, string>>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@shareable", "@interfaceObject"])`;

const graph = (name: string, subgraphs: Record<string, string>): Graph => ({
  name,
  subgraphs: Object.fromEntries(Object.entries(subgraphs).map(([key, sdl]) => [key, `${LINK}\n${sdl}`])),
});

const compositeKeys = graph('composite and multiple keys', {
  shelf: `
    type Query { book(n: Int): Book books: [Book] }
    type Book @key(fields: "id") @key(fields: "org { id } code") {
      id: ID! org: Org! code: String! title(lang: String = "en"): String note(n: Int, s: String): String }
    type Org @shareable { id: ID! code(n: Int): String }`,
  till: `
    type Book @key(fields: "org { id } code") {
      org: Org! code: String! price(s: String = "EUR", n: Int): String author(n: Int): Author }
    type Org @shareable { id: ID! code(n: Int): String }
    type Author @key(fields: "id") { id: ID! }`,
  people: `
    type Author @key(fields: "id") { id: ID! name(n: Int): String title: Int book: Book }
    type Book @key(fields: "id", resolvable: false) { id: ID! }`,
});

const requiredArguments = graph('requirements with arguments', {
  stock: `
    type Query { item(n: Int): Item items: [Item] id: String }
    enum Unit { CM IN }
    type Item @key(fields: "id") {
      id: ID! price(currency: String = "CHF", n: Int): String size(unit: Unit = CM): Size weight(n: Int): Int
      name: String parts(n: Int): [Part] }
    type Size @shareable { width(n: Int = 1): Int height: Int }
    type Part @shareable { code(n: Int): String }`,
  sales: `
    enum Unit { CM IN }
    type Size @shareable { width(n: Int = 1): Int height: Int }
    type Part @shareable { code(n: Int): String }
    type Item @key(fields: "id") {
      id: ID! price(currency: String = "CHF", n: Int): String @external size(unit: Unit = CM): Size @external
      weight(n: Int): Int @external parts(n: Int): [Part] @external
      eur: String @requires(fields: "price(currency: \\"EUR\\")")
      usd(n: Int): String @requires(fields: "price(n: 3, currency: \\"USD\\")")
      plain: String @requires(fields: "price")
      wide: String @requires(fields: "size(unit: IN) { width(n: 2) }")
      high: String @requires(fields: "size { height width }")
      heavy(n: Int): String @requires(fields: "weight(n: 5)")
      coded: String @requires(fields: "parts(n: 2) { code(n: 1) }") codes: String @requires(fields: "parts(n: 2) { code }")
      sold(n: Int): Int }`,
});

const abstractTypes = graph('unions and interfaces', {
  home: `
    type Query { any(n: Int): [Any] node(n: Int): Node nodes: [Node] cat: Cat }
    union Any = Cat | Dog | Memo
    interface Node { id: ID! label(n: Int): String }
    type Cat implements Node @key(fields: "id") { id: ID! label(n: Int): String tag(n: Int): String peer: Any }
    type Dog implements Node @key(fields: "id") { id: ID! label(n: Int): String tag: [String] peer: Node }
    type Memo { id: String label: Int tag(n: Int): Int price(s: String): [String] }`,
  shop: `
    type Cat @key(fields: "id") { id: ID! label(n: Int): String @external tag(n: Int): String @external
      price(s: String): String one: String @requires(fields: "label(n: 1) tag")
      two(n: Int): String @requires(fields: "label(n: 2) tag(n: 2)") }
    type Dog @key(fields: "id") { id: ID! label(n: Int): String @external tag: [String] @external
      price(n: Int): Int one: String @requires(fields: "tag label(n: 3)") }`,
});

const interfaceObject = graph('an interface object', {
  home: `
    type Query { nodes: [Node] node(n: Int): Node }
    interface Node @key(fields: "id") { id: ID! label(n: Int): String }
    type Pen implements Node @key(fields: "id") { id: ID! label(n: Int): String color(n: Int): String }
    type Ink implements Node @key(fields: "id") { id: ID! label(n: Int): String color: Int }`,
  extra: `
    type Node @key(fields: "id") @interfaceObject { id: ID! label(n: Int): String @external
      rank(n: Int): Int one: String @requires(fields: "label(n: 1)") two(n: Int): String @requires(fields: "label(n: 2)") }`,
});

const chains = graph('chains of requirements', {
  base: `
    type Query { lot(n: Int): Lot lots: [Lot] }
    type Lot @key(fields: "id") @key(fields: "code") { id: ID! code: String! base(n: Int): String kin(n: Int): Lot }`,
  net: `
    type Lot @key(fields: "code") { code: String! base(n: Int): String @external
      net(n: Int): String @requires(fields: "base(n: 1)") fee(s: String): String @requires(fields: "base(n: 2)") }`,
  gross: `
    type Lot @key(fields: "id") { id: ID! base(n: Int): String @external net(n: Int): String @external
      fee(s: String): String @external
      gross: String @requires(fields: "net(n: 1)") vat(n: Int): String @requires(fields: "net(n: 2) base(n: 3)")
      due: String @requires(fields: "net(n: 1) fee(s: \\"x\\") base") }`,
});

/** Every kind of name that the planner or a subgraph depends on, in graphs small enough to plan in a millisecond. */
export const GRAPHS: readonly Graph[] = [
  compositeKeys,
  requiredArguments,
  abstractTypes,
  interfaceObject,
  chains,
];
