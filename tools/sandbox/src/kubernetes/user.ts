/** Who a request comes from, as Kubernetes sees it (authentication.k8s.io/v1 UserInfo). */
export interface User {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
  /** Names of the EKS access policies of the caller's access entry; not part of UserInfo. */
  readonly policies: readonly string[];
}
