import data from './prices.json' with { type: 'json' };

export type Priced = keyof typeof data.prices;

/** So much of each thing that has a price. */
export type Quantities = Readonly<Partial<Record<Priced, number>>>;

/** When and where these prices held. */
export const PRICES_OF = `${data.region}, ${data.asOf}`;

/** What quantities cost, in USD. */
export function priceOf(quantities: Quantities): number {
  return Object.entries(quantities).reduce((sum, [name, count]) => {
    const { price, per } = data.prices[name as Priced];
    return sum + (count * price) / per;
  }, 0);
}

export function add(...all: readonly Quantities[]): Quantities {
  const sum: Partial<Record<Priced, number>> = {};
  for (const [name, count] of all.flatMap((one) => Object.entries(one))) {
    sum[name as Priced] = (sum[name as Priced] ?? 0) + count;
  }
  return sum;
}

export function times(count: number, quantities: Quantities): Quantities {
  return Object.fromEntries(Object.entries(quantities).map(([name, one]) => [name, one * count]));
}
