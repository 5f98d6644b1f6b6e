/** As whom to call AWS, where, and for which run. */
export interface Visit {
  /** The Region that is called. */
  readonly region: string;
  /** The role to assume; absent: the caller's own credentials. */
  readonly role?: string;
  /** The run's id, for the user agent and the role session name. */
  readonly run: string;
  /** `read`: the role only looks, and its session may be that of another run. Absent: one session a run. */
  readonly as?: 'read' | 'write';
}

export type RoleVisit = Visit & { readonly role: string };
