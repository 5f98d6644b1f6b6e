/** What the Go modules pin, as it is shown; a test holds it against their go.mod. */
export const VERSIONS = { kubernetes: 'v1.35.4', awsIamAuthenticator: 'v0.7.18' } as const;
