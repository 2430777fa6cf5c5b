/** Stands before a passage's paragraph that is the description of a picture and no sentence of the text. */
export const PICTURE_MARK = '🖼 ';
