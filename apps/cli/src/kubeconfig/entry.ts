/** What one cluster adds to a kubeconfig. */
export interface KubeconfigEntry {
  /** The cluster's ARN. */
  readonly cluster: string;
  readonly server: string;
  /** Base64 of PEM, as DescribeCluster gives it. */
  readonly certificateAuthority: string;
  readonly exec: {
    readonly command: string;
    readonly args: readonly string[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
  };
  /** The context's name; absent: that of the entry. */
  readonly alias?: string;
  /** Whether it becomes the current context even where there is one. */
  readonly use: boolean;
}

/** The name of our own entries: nobody else's are called so, and theirs stay. */
export const entryName = (cluster: string): string => `roster/${cluster}`;
