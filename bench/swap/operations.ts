/** Operations by their names in the supergraph of bench/gateway: what clients with a fixed set of screens send. */
export function operationBodies(): string[] {
  const small = Array.from({ length: 24 }, (_, index) => `query Me${index} { me { id name } }`);
  const joined = Array.from(
    { length: 8 },
    (_, index) =>
      `query Page${index} { catalogue(skip: ${index * 5}, first: 5) { upc name reviews { id body author { name } } } }`,
  );
  // Three of four requests are small ones.
  return [...small, ...joined].map((query) => JSON.stringify({ query }));
}
