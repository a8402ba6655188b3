/**
 * One loader for each argument that a field is asked with, made when it is first asked for: parents that share the
 * argument share a statement, so their number does not matter.
 */
export function perArgument<A, L>(createLoader: (argument: A) => L): (argument: A) => L {
  const loaders = new Map<string, L>();
  return (argument) => {
    const key = JSON.stringify(argument);
    const loader = loaders.get(key) ?? createLoader(argument);
    loaders.set(key, loader);
    return loader;
  };
}
