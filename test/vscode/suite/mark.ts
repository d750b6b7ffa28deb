/** What a line of the tests starts with: an extension host's console carries much else. */
export const mark = "parapet-test:";
