import * as z from 'zod';

/** From the page to the frame that draws. */
export interface DrawDiagram {
  readonly kind: 'draw';
  readonly source: string;
  readonly isDark: boolean;
}

const DiagramReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('drawn'), height: z.number().min(0).max(4000).catch(4000), svg: z.string() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);
/** From the frame to the page. */
export type DiagramReport = z.infer<typeof DiagramReport>;

/** What a frame sent, or undefined: it runs code that a model's words can influence, so nothing of it is taken for granted. */
export const reportIn = (value: unknown): DiagramReport | undefined => DiagramReport.safeParse(value).data;
