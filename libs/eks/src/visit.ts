/** As whom to call AWS, where, and for which run. */
export interface Visit {
  /** The Region that is called. */
  readonly region: string;
  /** The role to assume; absent: the caller's own credentials. */
  readonly role?: string;
  /** The run's id, for the role session name and the user agent. */
  readonly run: string;
}

export type RoleVisit = Visit & { readonly role: string };
