import type { Supergraph } from '@apollo/federation-internals';

/** The labels of a supergraph's progressive overrides: `@override(from: "a", label: "percent(5)")`. */
export interface OverrideLabels {
  /**
   * Draws those that are in force for one request. A request draws once, so that overrides of the same percentage hold
   * together, and an operation has no more plans than there are percentages. Labels that are no percentage are never in
   * force: nobody could say when.
   */
  draw(random?: () => number): readonly string[];
}

interface PercentLabel {
  label: string;
  percent: number;
}

const NONE: readonly string[] = [];
const PERCENT = /^percent\((\d{1,2}(?:\.\d{1,8})?|100)\)$/;

/** Finds the labels that a supergraph's fields are marked with. */
export function overrideLabelsOf(supergraph: Supergraph): OverrideLabels {
  const labels = percentLabels(supergraph);
  if (labels.length === 0) return { draw: () => NONE };
  return {
    draw: (random = Math.random) => {
      const drawn = random() * 100;
      return labels.filter(({ percent }) => drawn < percent).map(({ label }) => label);
    },
  };
}

function percentLabels({ schema }: Supergraph): PercentLabel[] {
  const applications = [...(schema.directive('join__field')?.applications() ?? [])];
  const labels = new Set(applications.map((each) => each.arguments().overrideLabel as string | undefined));
  return [...labels].sort().flatMap((label) => {
    const percent = PERCENT.exec(label ?? '')?.[1];
    return label === undefined || percent === undefined ? [] : [{ label, percent: Number(percent) }];
  });
}
