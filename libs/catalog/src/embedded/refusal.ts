/** What DynamoDB would refuse an operation with, by the name of the SDK's exception. */
export class Refusal extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export function invalid(message: string): Refusal {
  return new Refusal('ValidationException', message);
}
