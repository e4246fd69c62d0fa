//! Puts the pieces together by their strength: `or`, `and`, `=`, `<`, `+`, `*`, minus, one thing.

use super::function::Function;
use super::token::{Token, tokens};
use super::{Node, Operator};
use crate::{Place, Problem};

const LONGEST: usize = 10_000;
const DEEPEST: usize = 60;
const MOST_OPERATORS: usize = 400;

/// A fault in an expression, at a column.
pub(super) fn fault(code: &'static str, column: usize) -> Problem {
    Problem::error(code, Place { column: Some(column), ..Place::default() })
}

/// Reads a whole expression.
pub(super) fn parse(text: &str) -> Result<Node, Problem> {
    if text.len() > LONGEST {
        return Err(fault("expression-too-long", 1).with("limit", LONGEST));
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, operators: 0 };
    let node = parser.expression(0)?;
    match parser.peek() {
        (Token::End, _) => Ok(node),
        (token, column) => Err(fault("expression-unexpected", *column).with("value", show(token))),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    next: usize,
    depth: usize,
    operators: usize,
}

impl Parser {
    fn peek(&self) -> &(Token, usize) {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn take(&mut self) -> (Token, usize) {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), (Token::Sign(sign), _) if *sign == wanted);
        self.next += usize::from(found);
        found
    }

    /// Reads until an operator that binds less than `least`.
    fn expression(&mut self, least: u8) -> Result<Node, Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(fault("expression-too-deep", self.peek().1).with("limit", DEEPEST));
        }
        let mut left = self.one()?;
        while let Some((operator, strength)) = operator(&self.peek().0).filter(|(_, strength)| *strength >= least) {
            self.next += 1;
            self.operators += 1;
            if self.operators > MOST_OPERATORS {
                return Err(fault("expression-too-deep", self.peek().1).with("limit", MOST_OPERATORS));
            }
            let right = self.expression(strength + 1)?;
            left = Node::Pair(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn one(&mut self) -> Result<Node, Problem> {
        let (token, column) = self.take();
        match token {
            Token::Number(number) => Ok(Node::Number(number)),
            Token::Words(words) => Ok(Node::Words(words)),
            Token::Reference(name) => Ok(Node::Reference(name, column)),
            Token::Sign(".") => Ok(Node::Own),
            Token::Sign("..") => Ok(Node::Around),
            Token::Sign("-") => Ok(Node::Minus(Box::new(self.expression(7)?))),
            Token::Sign("(") => {
                let inside = self.expression(0)?;
                self.close(column).map(|()| inside)
            }
            Token::Name(name) => self.name(name, column),
            Token::End => Err(fault("expression-ends", column)),
            other => Err(fault("expression-unexpected", column).with("value", show(&other))),
        }
    }

    fn name(&mut self, name: String, column: usize) -> Result<Node, Problem> {
        if self.sign("(") {
            let parts = self.parts(column)?;
            return Function::call(&name, parts, column);
        }
        if name == "option" {
            return Ok(Node::Option);
        }
        Err(fault("expression-bare-name", column).with("value", name))
    }

    fn parts(&mut self, column: usize) -> Result<Vec<Node>, Problem> {
        let mut parts = Vec::new();
        if self.sign(")") {
            return Ok(parts);
        }
        loop {
            parts.push(self.expression(0)?);
            if !self.sign(",") {
                return self.close(column).map(|()| parts);
            }
        }
    }

    fn close(&mut self, opened: usize) -> Result<(), Problem> {
        if self.sign(")") {
            return Ok(());
        }
        let column = self.peek().1;
        Err(fault("expression-open-bracket", column).with("value", opened))
    }
}

fn operator(token: &Token) -> Option<(Operator, u8)> {
    let word = match token {
        Token::Sign(sign) => *sign,
        Token::Name(name) => name.as_str(),
        _ => return None,
    };
    Some(match word {
        "or" => (Operator::Or, 1),
        "and" => (Operator::And, 2),
        "=" => (Operator::Equal, 3),
        "!=" => (Operator::Unequal, 3),
        "<" => (Operator::Less, 4),
        "<=" => (Operator::AtMost, 4),
        ">" => (Operator::More, 4),
        ">=" => (Operator::AtLeast, 4),
        "+" => (Operator::Plus, 5),
        "-" => (Operator::Minus, 5),
        "*" => (Operator::Times, 6),
        "div" => (Operator::Divide, 6),
        "mod" => (Operator::Remainder, 6),
        _ => return None,
    })
}

fn show(token: &Token) -> String {
    match token {
        Token::Number(number) => number.to_string(),
        Token::Words(words) => format!("'{words}'"),
        Token::Reference(name) => format!("${{{name}}}"),
        Token::Name(name) => name.clone(),
        Token::Sign(sign) => (*sign).to_owned(),
        Token::End => String::new(),
    }
}
