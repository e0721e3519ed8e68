/** Bounds of a document: what exceeds one is refused before there is a tree of it. */
export interface ReadLimits {
  readonly maxBytes: number;
  /** Elements inside one another. */
  readonly maxDepth: number;
  readonly maxElements: number;
  /** Attributes of one element, namespace declarations included. */
  readonly maxAttributes: number;
}

/** For a message that is sent in. An alert that names every commune by a geocode in two languages has about 20,000 elements. */
export const MESSAGE_LIMITS: ReadLimits = { maxBytes: 1_048_576, maxDepth: 40, maxElements: 50_000, maxAttributes: 100 };

/** For a feed, which can hold many messages. */
export const FEED_LIMITS: ReadLimits = { maxBytes: 4 * 1_048_576, maxDepth: 60, maxElements: 200_000, maxAttributes: 100 };
