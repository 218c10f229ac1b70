-- The sizes of a post's diagrams, by a key of their source, as its author's browser measured them: [width, height] in pixels.
ALTER TABLE "Post" ADD COLUMN "diagramSizes" JSONB;
ALTER TABLE "HeldPost" ADD COLUMN "diagramSizes" JSONB;
