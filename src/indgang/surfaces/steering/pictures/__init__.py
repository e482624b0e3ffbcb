"""Pictures that one page needs: each is geometry in a module and a template that draws it."""
