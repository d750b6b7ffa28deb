/** Directories of what is shown, tried out, copied to begin with or put away, by their names. */
const aside =
  /^_?(?:(?:examples?|samples?|demos|tutorials?|workshops?|docs?|documentation|tests|(?:test[-_]?)?fixtures?|test[-_]?data|deprecated|template|scaffold(?:s|ing)?|skeletons?|boilerplates?|archived?|obsolete|attic|graveyard)$|(?:examples?|samples?|tutorials?|workshops?|deprecated|archived|chapter)(?=[-_.\d]))/i;

/** Whether a directory, relative to the folder that is checked and with `/`, holds what nobody runs as it is. */
export const isAside = (path: string): boolean => path.split("/").some((step) => aside.test(step));
