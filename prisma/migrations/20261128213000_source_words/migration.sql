-- What a source is found by: its title, names, site, people, container, publisher and year. The database keeps it.
ALTER TABLE "Source" ADD COLUMN "words" VARCHAR(8000) GENERATED ALWAYS AS (
  left(lower(
    "title" || ' ' || "citekey" || ' ' || "host" || ' ' ||
    coalesce("csl" ->> 'container-title', '') || ' ' ||
    coalesce("csl" ->> 'publisher', '') || ' ' ||
    coalesce("csl" #>> '{issued,date-parts,0,0}', '') || ' ' ||
    jsonb_path_query_array("csl", '$.author[*].*')::text || ' ' ||
    jsonb_path_query_array("csl", '$.editor[*].*')::text
  ), 8000)
) STORED;
