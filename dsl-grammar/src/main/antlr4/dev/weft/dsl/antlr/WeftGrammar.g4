// SPDX-License-Identifier: Apache-2.0

// The syntax of Weft. Every choice of the parser is made on the next token alone, so no prediction
// machine has to be built when the first text is read, and the time is linear in the text. What
// would need more is settled before, on the list of tokens (classes Layout and Keywords):
//   - newlines that end nothing are dropped; the others, and ';', become single SEPs;
//   - the words in tokens{...} are plain IDs except where only the keyword can stand;
//   - '@' before a statement becomes ANNOTATE, or ANNOTATE_CALL when '(' touches the name;
//   - ',' before a closing bracket becomes TRAILING, 'else if' becomes ELIF;
//   - malformed tokens become STRAY, at which the parser stops.
// An operation is a flat row of operands and operators; the class Operations groups it.
grammar WeftGrammar;

tokens {
    MODULE, IMPORT, INPUT, PARAM, STATE, FN, OUTPUT, UPDATE, ASSERT, YIELD, FOR, WHILE, LOOP, SCAN,
    AS, IN, OVER, LIMIT, BOUNDARY, ANNOTATE, ANNOTATE_CALL, TRAILING, ELIF
}

// ---------- statements ----------

text : statement (SEP statement)* EOF ;

statement
    : annotation*
      ( moduleDecl | importDecl | inputDecl | paramDecl | stateDecl | fnDecl | outputDecl
      | updateDecl | assertDecl | yieldStmt | forStmt | whileStmt | ifStmt | plainStmt )
    ;

annotation
    : ANNOTATE ID
    | ANNOTATE_CALL ID '(' arguments? ')'
    ;

moduleDecl : MODULE ID ;
importDecl : IMPORT STRING (AS ID)? ;
inputDecl  : INPUT ID (',' ID)* (':' type)? ;
paramDecl  : PARAM ID (':' type)? '=' expr ;
stateDecl  : STATE ID ':' type ('=' expr)? ;
fnDecl     : FN ID '(' (parameter (',' parameter)* TRAILING?)? ')' ('->' type)? ('=' value | block) ;
outputDecl : OUTPUT ID (':' type)? ('=' expr)? ;
updateDecl : UPDATE ID '=' expr ;
assertDecl : ASSERT expr (',' STRING)? ;
yieldStmt  : YIELD expr ;
forStmt    : FOR ID IN range block ;
whileStmt  : WHILE expr LIMIT expr block ;
ifStmt     : 'if' expr block (ELIF expr block)* ('else' block)? ;

// A let, an update of a name or of a slice, an index definition, or a mere value. What stands on
// the left is read as a value; the class StatementBuilder says what it may be.
plainStmt : value (binding | update | indexDef)? ;
binding   : '=' value ;
update    : AUGMENTED expr ;
indexDef  : ':=' expr (FOR indexRange (',' indexRange)*)? boundary? ;
boundary  : BOUNDARY ID ('(' expr ')')? ;

parameter  : ID (':' type)? ('=' expr)? ;
indexRange : ID IN range ;
range      : expr ':' expr (':' expr)? ;
block      : '{' (statement (SEP statement)*)? '}' ;
type       : ID ('[' dim (',' dim)* TRAILING? ']')? ;
dim        : '...' | expr (':' expr)? ;                   // 3, n + 1, _, time: n

// ---------- expressions ----------

value : expr (',' expr)* ;                                // a, b  is a tuple

expr  : operation ('if' operation 'else' expr)? ;

operation
    : ('-' | '+' | '~' | 'not')* primary
      ( ( '**' | '*' | '/' | '//' | '%' | '@' | '+' | '-' | '<<' | '>>' | '&' | '^' | '|'
        | '<' | '<=' | '==' | '!=' | '>=' | '>' | 'and' | 'or' )
        ('-' | '+' | '~' | 'not')* primary )*
    ;

primary
    : ( NUMBER | STRING+ | TRUE | FALSE | NONE | ID | paren | list | loop | scan ) trailer*
    ;

trailer
    : '(' arguments? ')'
    | '[' subscript (',' subscript)* TRAILING? ']'
    | '.' ID
    ;

arguments : argument (',' argument)* TRAILING? ;
argument  : expr ('=' expr)? ;                            // name=value
subscript : '...' | expr sliceTail? | sliceTail ;
sliceTail : ':' expr? sliceStep? ;
sliceStep : ':' expr? ;

// One rule for parentheses and tuples, () included.
paren : '(' (expr (',' expr)* TRAILING?)? ')' ;
list  : '[' (expr (',' expr)* TRAILING?)? ']' ;
loop  : LOOP carried (FOR ID IN range | WHILE expr LIMIT expr) block ;
scan  : SCAN carried OVER sequence (',' sequence)* block ;

carried  : '(' start (',' start)* TRAILING? ')' ;
start    : ID '=' expr ;
sequence : ID IN expr ;

// ---------- tokens ----------

PLUS : '+' ; MINUS : '-' ; STAR : '*' ; SLASH : '/' ; SLASHES : '//' ; PERCENT : '%' ; AT : '@' ;
POWER : '**' ; LEFT : '<<' ; RIGHT : '>>' ; AMP : '&' ; CARET : '^' ; BAR : '|' ; TILDE : '~' ;
LT : '<' ; LE : '<=' ; EQ : '==' ; NE : '!=' ; GE : '>=' ; GT : '>' ;
LPAREN : '(' ; RPAREN : ')' ; LBRACK : '[' ; RBRACK : ']' ; LBRACE : '{' ; RBRACE : '}' ;
COMMA : ',' ; COLON : ':' ; DOT : '.' ; DOTS : '...' ; ARROW : '->' ; ASSIGN : '=' ; DEFINE : ':=' ;
AUGMENTED
    : '+=' | '-=' | '*=' | '/=' | '//=' | '%=' | '@=' | '**=' | '&=' | '|=' | '^=' | '<<=' | '>>=' ;

NOT : 'not' ; AND : 'and' ; OR : 'or' ; IF : 'if' ; ELSE : 'else' ;
TRUE : 'True' | 'true' ; FALSE : 'False' | 'false' ; NONE : 'None' ;

// Whatever starts like a number; the class NumberText says whether it is one.
NUMBER
    : '0' [xXbBoO] [0-9a-zA-Z_.]*
    | '0' ([eE] [+-] REST* | [0-9ac-np-wyzAC-NP-WYZ_.] REST*)?
    | ([1-9] | '.' [0-9]) REST*
    ;
fragment REST : [eE] [+-] | [0-9a-zA-Z_.] ;

STRING     : [bB]? ('\'' SINGLE* '\'' | '"' DOUBLE* '"') ;
BAD_STRING : [bB]? ('\'' SINGLE* | '"' DOUBLE*) '\\'? ;    // the line ends inside
fragment SINGLE : ~['\\\r\n] | '\\' ~[\r\n] ;
fragment DOUBLE : ~["\\\r\n] | '\\' ~[\r\n] ;

// Beyond ASCII every character is taken for part of a name here; the class Scanner parts letters from
// others. (Unicode's tables in the lexer cost 11 ms when the first text is read.)
ID : [a-zA-Z_\u0080-\u009F\u00A1-\u{10FFFF}] [0-9a-zA-Z_\u0080-\u009F\u00A1-\u{10FFFF}]* ;

SEP      : '\r'? '\n' | '\r' | ';' ;
COMMENT  : '#' ~[\r\n]* -> skip ;
SPACE    : [ \t\f\u000B\u00A0]+ -> skip ;
CONTINUE : '\\' [ \t]* ('\r'? '\n' | '\r') -> skip ;
STRAY    : . ;
