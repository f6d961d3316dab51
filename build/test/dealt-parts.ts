import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The parts of a suite (`--shard=2/4`), dealt as cards are: by path, one file to each part in turn. Files of one folder take about as long as each other, so each
 * part gets its share of the long ones; by Vitest's own deal, a hash, one part was twice as long as another.
 */
export class DealtParts extends BaseSequencer {
  override shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    return Promise.resolve(dealt(files, ({ moduleId }) => moduleId, index, count));
  }
}

export const dealt = <T>(files: readonly T[], path: (file: T) => string, index: number, count: number): T[] =>
  files.toSorted((left, right) => (path(left) < path(right) ? -1 : 1)).filter((_file, at) => at % count === index - 1);
