/** What a foreign writer prints, a line of JSON each: every write that was acknowledged, and every loss that it sees. */
export type Line =
  | {
      readonly kind: 'wrote';
      readonly op: 'add' | 'remove';
      readonly arn: string;
      /** The resourceVersion that the API server answered with. */
      readonly version: string;
    }
  | {
      readonly kind: 'lost';
      /** A row that it added is gone, or one that it removed is back. */
      readonly what: 'gone' | 'back';
      readonly arn: string;
      readonly version: string;
    }
  | { readonly kind: 'ended'; readonly conflicts: number; readonly rows: readonly string[] };
