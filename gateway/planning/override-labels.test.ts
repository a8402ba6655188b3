import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { composeStubs } from '../../tests/support/federation';
import { overrideLabelsOf } from './override-labels';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@override"])';

/** The labels of a supergraph whose fields are moved with the given ones. */
function labelsOf(...labels: string[]) {
  const old = labels.map((_label, index) => `f${index}: Int`);
  const moved = labels.map((label, index) => `f${index}: Int @override(from: "old", label: "${label}")`);
  const subgraph = (name: string, fields: string[]) => ({
    name,
    url: `http://${name}`,
    typeDefs: parse(`${LINK} type Query { ${name}: Int ${fields.join(' ')} }`),
  });
  const sdl = composeStubs([subgraph('old', old), subgraph('new', moved)]);
  return overrideLabelsOf(Supergraph.build(sdl));
}

describe('progressive overrides', () => {
  it('are in force for their percentage of draws', () => {
    const { draw } = labelsOf('percent(10)', 'percent(60)');
    const drawn = Array.from({ length: 100 }, (_, index) => draw(() => index / 100));
    expect(drawn.filter((labels) => labels.includes('percent(10)'))).toHaveLength(10);
    expect(drawn.filter((labels) => labels.includes('percent(60)'))).toHaveLength(60);
    expect(new Set(drawn.map(String)).size).toBe(3);
  });

  it('are never in force where the label is none of ours', () => {
    const { draw } = labelsOf('beta', 'percent(0)');
    expect(draw(() => 0)).toEqual([]);
  });
});
