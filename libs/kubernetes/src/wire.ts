/** A model of client-node as JSON has it: plain objects, any named field may be missing, dates are texts. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? string extends keyof T
        ? { readonly [Key in keyof T]: Wire<T[Key]> }
        : { readonly [Key in keyof T]?: Wire<T[Key]> | undefined }
      : T;
