"""page.html.j2 as code, by ``release/ready_templates.py``."""

MADE_OF = "e9ac2a84e320dcfad52cbc122ebe272441013cba1d7ceaa8776e1caf23bb801c"

from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'page.html.j2'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_policy = resolve('policy')
    l_0_title = resolve('title')
    l_0_style = resolve('style')
    l_0_body = resolve('body')
    pass
    yield '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="'
    yield escape(environment.finalize((undefined(name='policy') if l_0_policy is missing else l_0_policy)))
    yield '">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<title>'
    yield escape(environment.finalize((environment.getattr((undefined(name='title') if l_0_title is missing else l_0_title), 'document') or environment.getattr((undefined(name='title') if l_0_title is missing else l_0_title), 'text'))))
    yield '</title>\n<style>'
    yield escape(environment.finalize((undefined(name='style') if l_0_style is missing else l_0_style)))
    yield '</style>\n</head>\n<body>\n'
    yield escape(environment.finalize((undefined(name='body') if l_0_body is missing else l_0_body)))
    yield '\n</body>\n</html>'

blocks = {}
debug_info = '5=16&9=18&10=20&13=22'
