ALTER TYPE "ModActionKind" ADD VALUE 'assign_posts';
